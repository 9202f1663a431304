"""The second factor of demo sign-ins: its secret is public, so the page itself may say the code."""

from time import time

from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

SECRET = "77757869616e672d64656d6f2d6f6e6c79212121"  # noqa: S105  (of the demo alone, and public)


def code_now(device: TOTPDevice) -> str:
    """The six digits that a demo sign-in's device takes next; "" for that of a real person."""
    if device.key != SECRET:
        return ""
    clock = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    clock.time = time()
    clock.time += max(device.last_t + 1 - clock.t(), 0) * device.step  # no code is taken twice
    return f"{clock.token():06d}"
