// Paper has no switches: a first sheet with banner, map and open legend, then text, lists and sources.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;
  const { el, name } = D;

  // The scene, where the screen shows it whole and not much more; or else what the screen shows.
  function sight(scene) {
    const opening = D.bounds(scene.data.bounds);
    const shown = scene.map.getBounds();
    const whole = shown.contains(opening) && scene.map.getZoom() > scene.map.getBoundsZoom(opening) - 0.6;
    return whole ? opening : shown;
  }

  // What is undone afterwards: the view, which parts lay open, and the head of the first sheet.
  function prepared(scene) {
    const { map } = scene;
    const [center, zoom, bounds] = [map.getCenter(), map.getZoom(), sight(scene)];
    const legend = document.getElementById('dcm-legend');
    const folded = [legend, ...legend.querySelectorAll('details')].filter((part) => !part.open);
    const head = el('header', { class: 'dcm-paper-head' }, el('p', { class: 'dcm-paper-title' }, name(document.title)),
      D.banner(scene.data.article, scene.data.asked));
    document.documentElement.classList.add('dcm-paper');
    if (scene.repaint) scene.repaint();
    document.getElementById('dcm-side').prepend(head);
    for (const part of folded) part.open = true;
    map.invalidateSize({ animate: false, pan: false });
    map.fitBounds(bounds, { animate: false });
    return function undo() {
      document.documentElement.classList.remove('dcm-paper');
      if (scene.repaint) scene.repaint();
      head.remove();
      for (const part of folded) part.open = false;
      map.invalidateSize({ animate: false, pan: false });
      map.setView(center, zoom, { animate: false });
    };
  }

  D.print = function (scene) {
    let undo = null;
    globalThis.addEventListener('beforeprint', () => { undo = undo || prepared(scene); });
    globalThis.addEventListener('afterprint', () => {
      if (undo) undo();
      undo = null;
    });
  };
})();
