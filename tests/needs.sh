#!/usr/bin/env bash
# What the tests need beyond Python packages: a browser and Chinese type. Installed when root, named otherwise.
set -euo pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium)
# Into a variable first: "fc-list | grep -q" fails under pipefail when grep has seen enough and closes the pipe.
fonts=$(fc-list 2>/dev/null || true)
grep -qi 'noto.*cjk' <<<"$fonts" || missing+=(fonts-noto-cjk)
[ "${#missing[@]}" -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends fontconfig "${missing[@]}" >/dev/null
else
  echo "测试还缺：${missing[*]}。请装上：sudo apt-get install --no-install-recommends fontconfig ${missing[*]}" >&2
  exit 1
fi
