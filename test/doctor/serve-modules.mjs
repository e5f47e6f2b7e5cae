// A proxy with one module below /ok; below /404 and the like, that status is the answer to everything.
import { createServer } from "node:http";
import { crc32 } from "node:zlib";

const FILES = {
  "example.com/a@v1.0.0/go.mod": "module example.com/a\n\ngo 1.18\n",
  "example.com/a@v1.0.0/a.go": "package a\n",
};

/** Without compression. */
function zip(files) {
  const parts = [];
  const central = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(10, 0);
    head.writeUInt32LE(crc32(content), 10);
    head.writeUInt32LE(content.length, 14);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), head, Buffer.from(name), content]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    central.push(Buffer.from("PK\x01\x02\x0a\x00", "latin1"), head, rest, Buffer.from(name));
    parts.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  const count = Object.keys(files).length;
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, directory, end]);
}

const MODULE = {
  list: "v1.0.0\n",
  "v1.0.0.info": '{"Version":"v1.0.0"}',
  "v1.0.0.mod": FILES["example.com/a@v1.0.0/go.mod"],
  "v1.0.0.zip": zip(FILES),
};

const server = createServer((request, response) => {
  const [, status, path = ""] = /^\/(\w+)\/(.*)$/.exec(request.url ?? "") ?? [];
  const name = path.replace("example.com/a/@v/", "");
  const found = status === "ok" ? MODULE[name] : undefined;
  response.statusCode = found === undefined ? Number(status) || 404 : 200;
  if (status === "401") response.setHeader("WWW-Authenticate", 'Basic realm="modules"');
  response.end(found ?? "no such module\n");
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${server.address().port}\n`));
