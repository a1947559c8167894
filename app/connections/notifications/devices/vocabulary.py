from typing import Literal

Platform = Literal["ios", "android", "web", "other"]
Provider = Literal["webpush", "unifiedpush", "fcm", "apns"]
