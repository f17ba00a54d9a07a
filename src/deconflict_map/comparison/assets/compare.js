// The overlaid map → toggles, a swipe, zoom and pan, and rows that light up what they tell of. Reads no text at all:
// everything stands in the page already, and is whole without this script.
(function () {
  'use strict';
  const frame = document.getElementById('map');
  const svg = frame.querySelector('svg');
  const [width, height] = svg.getAttribute('viewBox').split(' ').slice(2).map(Number);
  const view = { x: 0, y: 0, w: width, h: height };
  const byId = (id) => document.getElementById(id);
  byId('tools').hidden = false;

  function show() {
    svg.setAttribute('viewBox', [view.x, view.y, view.w, view.h].join(' '));
    cut();
  }

  // The swipe leaves the earlier text on its left and the later one on its right, in whatever is in view.
  function cut() {
    const swiping = byId('swiping').checked;
    byId('swipe').disabled = !swiping;
    const at = view.x + (view.w * byId('swipe').value) / 100;
    const parts = swiping ? { before: [0, at], after: [at, width] } : { before: [0, width], after: [0, width] };
    for (const [side, [from, to]] of Object.entries(parts)) {
      const rect = byId('cut-' + side).firstElementChild;
      rect.setAttribute('x', from);
      rect.setAttribute('width', Math.max(0, to - from));
    }
    const line = byId('edge');
    line.setAttribute('x1', at);
    line.setAttribute('x2', at);
    line.classList.toggle('off', !swiping);
  }

  function zoom(factor, x = view.x + view.w / 2, y = view.y + view.h / 2) {
    const w = Math.min(width, Math.max(width / 32, view.w * factor));
    const ratio = w / view.w;
    view.x = x - (x - view.x) * ratio;
    view.y = y - (y - view.y) * ratio;
    view.w = w;
    view.h = (w * height) / width;
    keep();
  }

  function keep() {
    view.x = Math.min(Math.max(0, view.x), width - view.w);
    view.y = Math.min(Math.max(0, view.y), height - view.h);
    show();
  }

  function place(event) {
    const box = svg.getBoundingClientRect();
    return [
      view.x + ((event.clientX - box.left) / box.width) * view.w,
      view.y + ((event.clientY - box.top) / box.height) * view.h,
    ];
  }

  for (const input of document.querySelectorAll('[data-shows]')) {
    const groups = svg.querySelectorAll('[data-side="' + input.dataset.shows + '"]');
    input.addEventListener('change', () => {
      for (const group of groups) group.classList.toggle('off', !input.checked);
    });
  }
  byId('swiping').addEventListener('change', cut);
  byId('swipe').addEventListener('input', cut);
  byId('nearer').addEventListener('click', () => zoom(0.6));
  byId('farther').addEventListener('click', () => zoom(1 / 0.6));
  frame.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && document.activeElement !== frame) return; // a page that scrolls is left alone
    event.preventDefault();
    zoom(event.deltaY < 0 ? 0.8 : 1.25, ...place(event));
  }, { passive: false });
  frame.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === '+' || event.key === '=') zoom(0.6);
    else if (event.key === '-') zoom(1 / 0.6);
    else if (step) {
      view.x += (step[0] * view.w) / 8;
      view.y += (step[1] * view.h) / 8;
      keep();
    } else return;
    event.preventDefault();
  });
  let held = null;
  frame.addEventListener('pointerdown', (event) => {
    held = place(event);
    frame.setPointerCapture(event.pointerId);
  });
  frame.addEventListener('pointermove', (event) => {
    if (!held) return;
    const [x, y] = place(event);
    view.x += held[0] - x;
    view.y += held[1] - y;
    keep();
  });
  for (const kind of ['pointerup', 'pointercancel']) frame.addEventListener(kind, () => { held = null; });

  // A row lights its marks, a mark its row.
  const rows = document.querySelectorAll('tr[data-row]');
  function light(number) {
    for (const row of rows) row.classList.toggle('lit', row.dataset.row === number);
    for (const mark of svg.querySelectorAll('g[data-row]')) {
      mark.classList.toggle('dim', number !== null && mark.dataset.row !== number);
    }
  }
  for (const row of rows) {
    row.addEventListener('mouseenter', () => light(row.dataset.row));
    row.addEventListener('mouseleave', () => light(null));
    row.addEventListener('focusin', () => light(row.dataset.row));
    row.addEventListener('focusout', () => light(null));
  }
  for (const mark of svg.querySelectorAll('g[data-row]')) {
    mark.addEventListener('mouseenter', () => light(mark.dataset.row));
    mark.addEventListener('mouseleave', () => light(null));
  }
  cut();
})();
