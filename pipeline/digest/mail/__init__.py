"""
The mail of an issue, from its facts alone.

`view` says what is printed, `pictures` draws the charts, `message` makes the bytes, `subscribers` keeps the list and
its keys, `gate` says why an issue must not be sent. Sending is `pipeline.fetch.smtp`, what was sent
`pipeline.store.mails`, and `pipeline.line.mailing` puts them in order.
"""
