# Makes a tar and a zip of the files on stdin by Python's standard library, with all that is told fixed: as JSON, in base64.
import base64
import io
import json
import sys
import tarfile
import zipfile

files = [(one["path"], base64.b64decode(one["content"])) for one in json.load(sys.stdin)]

tar_bytes = io.BytesIO()
with tarfile.TarFile(fileobj=tar_bytes, mode="w", format=tarfile.USTAR_FORMAT) as tar:
    for path, content in files:
        member = tarfile.TarInfo(path)
        member.size = len(content)
        tar.addfile(member, io.BytesIO(content))

zip_bytes = io.BytesIO()
with zipfile.ZipFile(zip_bytes, "w", zipfile.ZIP_STORED) as archive:
    for path, content in files:
        member = zipfile.ZipInfo(path)
        member.create_system = 3
        member.external_attr = 0o100644 << 16
        archive.writestr(member, content)

json.dump(
    {
        "tar": base64.b64encode(tar_bytes.getvalue()).decode(),
        "zip": base64.b64encode(zip_bytes.getvalue()).decode(),
    },
    sys.stdout,
)
