"""A mail catcher: takes every mail on the port that is named, and prints what
Python's own parser reads in it, one JSON object a line."""
import email
import email.policy
import json
import sys

from aiosmtpd.controller import Controller


class Catcher:
    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        print(json.dumps({
            "rcpt": envelope.rcpt_tos,
            "headers": {name.lower(): str(value).strip() for name, value in mail.items()},
            "parts": {part.get_content_type(): part.get_content() for part in mail.walk() if not part.is_multipart()},
            "defects": [str(d) for part in mail.walk() for d in part.defects],
        }), flush=True)
        return "250 taken"


controller = Controller(Catcher(), hostname="127.0.0.1", port=int(sys.argv[1]))
controller.start()
print(json.dumps({"ready": True}), flush=True)
sys.stdin.read()
controller.stop()
