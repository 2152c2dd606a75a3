const { isWeekend } = require("@timetable/dates");
const { formatStop } = require("@timetable/format");

exports.departures = (stops, date) =>
  stops
    .filter((stop) => stop.weekends || !isWeekend(date))
    .map(formatStop)
    .join("\n");
