exports.formatStop = (stop) => `${stop.time} ${stop.name}`;
