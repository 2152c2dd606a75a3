exports.isWeekend = (date) => date.getDay() === 0 || date.getDay() === 6;
