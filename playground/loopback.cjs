// The Agents Playground listens on every interface, and has no setting for it. Loaded before it, this keeps it on this machine.
const { Server } = require("node:net");

const { listen } = Server.prototype;
Server.prototype.listen = function (port, ...rest) {
  return listen.call(this, typeof port === "number" ? { port, host: "127.0.0.1" } : port, ...rest);
};
