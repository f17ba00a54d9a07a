// The line between text and map: dragged, or moved with the arrow keys; a double click puts it back.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;
  const [LEAST, MOST, FIRST] = [25, 75, 45];

  D.split = function (scene) {
    const bar = D.el('div', {
      class: 'dcm-split', id: 'dcm-split', role: 'separator', tabindex: '0', 'aria-orientation': 'vertical', 'aria-controls': 'dcm-panel',
      'aria-label': 'Share of the text', 'aria-valuemin': LEAST, 'aria-valuemax': MOST, 'aria-valuenow': FIRST, title: 'Drag, or use the arrow keys; double click puts it back',
    });
    let share = FIRST;

    function set(percent) {
      share = Math.min(MOST, Math.max(LEAST, Math.round(percent * 10) / 10));
      bar.setAttribute('aria-valuenow', Math.round(share));
      bar.parentNode.style.setProperty('--dcm-share', share + '%');
      scene.map.invalidateSize({ animate: false, pan: false });
    }

    const STEPS = { ArrowLeft: -2, ArrowRight: 2, ArrowDown: -2, ArrowUp: 2, PageDown: -10, PageUp: 10 };
    bar.addEventListener('keydown', (event) => {
      if (event.key === 'Home') set(LEAST);
      else if (event.key === 'End') set(MOST);
      else if (event.key in STEPS) set(share + STEPS[event.key]);
      else return;
      event.preventDefault();
    });
    bar.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      bar.setPointerCapture(event.pointerId);
      event.preventDefault();
      bar.focus();
    });
    bar.addEventListener('pointermove', (event) => {
      if (!bar.hasPointerCapture(event.pointerId)) return;
      const { left, width } = bar.parentNode.getBoundingClientRect();
      set(100 * (event.clientX - left) / width);
    });
    bar.addEventListener('dblclick', () => set(FIRST));
    return bar;
  };
})();
