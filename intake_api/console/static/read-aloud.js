// Reads the text aloud where the phone can. The page works without it.

const button = document.querySelector("[data-read]");
const text = document.querySelector("[data-aloud]");

if (button && text && "speechSynthesis" in window) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const wasSpeaking = speechSynthesis.speaking;
    speechSynthesis.cancel();
    button.textContent = "念给我听";
    if (wasSpeaking) return;
    const words = new SpeechSynthesisUtterance(text.textContent);
    words.lang = "zh-CN";
    words.rate = 0.85;
    words.onend = () => (button.textContent = "念给我听");
    speechSynthesis.speak(words);
    button.textContent = "不念了";
  });
}
