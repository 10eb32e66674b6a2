"""Pictures in the colours of printing inks, for a PDF whose colours are all told by one profile: sRGB.

PDF/A (ISO 19005-3, 6.2.4.3) refuses CMYK without a profile of its own; grey and RGB pictures pass.
"""

from __future__ import annotations

from io import BytesIO

JPEG = b"\xff\xd8\xff"
QUALITY = 95


def in_screen_colours(data: bytes) -> bytes:
    """A CMYK JPEG in sRGB, by the profile that it holds where it holds one; all else as it is."""
    if not data.startswith(JPEG):
        return data
    from PIL import Image, ImageCms, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data)) as picture:
            if picture.mode != "CMYK":
                return data
            profile = picture.info.get("icc_profile")
            try:
                own = ImageCms.ImageCmsProfile(BytesIO(profile)) if profile else None
                screen = ImageCms.createProfile("sRGB")
                made = ImageCms.profileToProfile(picture, own, screen, outputMode="RGB") if own else None
            except (ImageCms.PyCMSError, OSError, ValueError):
                made = None
            made = made or picture.convert("RGB")
            out = BytesIO()
            made.save(out, "JPEG", quality=QUALITY, subsampling=0, dpi=picture.info.get("dpi", (0, 0)))
            return out.getvalue()
    except (OSError, ValueError, UnidentifiedImageError):
        return data
