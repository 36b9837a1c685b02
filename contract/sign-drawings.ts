/** How an outcome, or a note, is drawn: as the `d` of an SVG path, in a circle of 22 in a box of 24. */
export const signDrawings = {
  good: "M7.5 12.5l3 3 6-6.5",
  bad: "M12 7.5v5.5M12 16.2v.1",
  wait: "M12 7.5v5l3 2",
  info: "M12 11v5.5M12 7.8v.1",
  warn: "M12 7.5v5.5M12 16.2v.1",
} as const;

export type Sign = keyof typeof signDrawings;
