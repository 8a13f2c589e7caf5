// Loaded before the Agents Playground, for two things it has no setting for.
const { Server } = require("node:net");

// It listens on every interface; this keeps it on this machine.
const { listen } = Server.prototype;
Server.prototype.listen = function (port, ...rest) {
  return listen.call(this, typeof port === "number" ? { port, host: "127.0.0.1" } : port, ...rest);
};

// It goes on when whoever started it is gone; this ends it with them.
process.stdin.on("end", () => process.exit()).resume();
