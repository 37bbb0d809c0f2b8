"""Mending answers that were given.

Reading words: ``naming`` (which answer is wrong), ``contrasting`` (not this but that). Carrying it out: ``replacing``
while the form is filled, ``after_report`` once it is sent. Listening: ``by_name`` to words that name the field
(改电话), ``by_value`` to words that only say what was wrong or what is right (不是三万 是三千).
"""
