// Which ground of the screen is taken: boxes `[left, top, right, bottom]` in a grid, so that each is compared with few.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;

  const CELL = 64; // pixels; labels are 20 to 200 wide

  D.room = function () {
    const cells = new Map();

    function* around([left, top, right, bottom]) {
      for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x += 1) {
        for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y += 1) yield x + ' ' + y;
      }
    }

    const apart = (a, b) => a[0] > b[2] || b[0] > a[2] || a[1] > b[3] || b[1] > a[3];

    return {
      free(box) {
        for (const cell of around(box)) {
          if (cells.has(cell) && !cells.get(cell).every((other) => apart(box, other))) return false;
        }
        return true;
      },
      take(box) {
        for (const cell of around(box)) {
          if (!cells.has(cell)) cells.set(cell, []);
          cells.get(cell).push(box);
        }
      },
    };
  };
})();
