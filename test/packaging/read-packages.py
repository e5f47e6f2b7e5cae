# Reads conda packages with conda's own programs: of each path on stdin, what they say of it, as JSON. To unpack takes
# longest, so that is for where it is asked.
import base64
import json
import os
import sys
import tempfile
import zipfile
from pathlib import Path

from conda_package_handling import api
from conda_package_streaming import package_streaming


def describe_zip(path):
    with zipfile.ZipFile(path) as archive:
        return [
            {
                "name": one.filename,
                "isStored": one.compress_type == zipfile.ZIP_STORED,
                "flags": one.flag_bits,
                "date": list(one.date_time),
                "extra": len(one.extra),
                "sizes": [one.compress_size, one.file_size],
            }
            for one in archive.infolist()
        ]


def describe_tar(path, component):
    with open(path, "rb") as file:
        return [
            {
                "path": member.name,
                "isFile": member.isreg(),
                "owner": [member.uid, member.gid, member.uname, member.gname],
                "mode": member.mode,
                "mtime": member.mtime,
                "headers": member.pax_headers,
                "content": encode(tar.extractfile(member).read()),
            }
            for tar, member in package_streaming.stream_conda_component(
                os.path.basename(path), file, component
            )
        ]


def extract(path):
    """What is in the folder that the package is unpacked into, as conda does it."""
    with tempfile.TemporaryDirectory() as folder:
        api.extract(path, folder)
        return {
            file.relative_to(folder).as_posix(): encode(file.read_bytes())
            for file in Path(folder).rglob("*")
            if not file.is_dir()
        }


def encode(content):
    return base64.b64encode(content).decode()


asked = json.load(sys.stdin)
json.dump(
    [
        {
            "zip": describe_zip(path),
            "pkg": describe_tar(path, "pkg"),
            "info": describe_tar(path, "info"),
            "extracted": extract(path) if asked["isToUnpack"] else None,
        }
        for path in asked["paths"]
    ],
    sys.stdout,
)
