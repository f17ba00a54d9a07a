// The page: panel and map side by side.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;
  const { el } = D;

  function frame(scene, container) {
    const panel = el('section', { class: 'dcm-panel', id: 'dcm-panel', 'aria-label': 'Text and lists' },
      el('header', { class: 'dcm-head' }, D.banner(scene.data.article, scene.data.asked), el('div', { class: 'dcm-head-buttons' }, D.keys(scene))),
      D.voices(scene), D.article(scene), D.asked(scene), D.lists(scene), D.keep(scene), D.sources(scene));
    const side = el('section', { class: 'dcm-side', id: 'dcm-side', 'aria-label': 'Map' }, container, D.sifted(scene), D.legend(scene), D.cardBox(scene));
    const skip = el('a', { class: 'dcm-skip' }, 'Skip to the map');
    skip.href = '#dcm-side';
    skip.addEventListener('click', (event) => {
      event.preventDefault();
      container.focus();
    });
    return [skip, el('main', { class: 'dcm-main' }, panel, D.split(scene), side)];
  }

  D.page = function (map, blockId) {
    const scene = D.attach(map, blockId);
    const container = map.getContainer();
    const title = scene.data.article.title.trim() || (scene.data.asked ? scene.data.blocks.map(({ r }) => r.map(([text]) => text).join('')).join(' ') : '');
    if (title) document.title = title;
    container.setAttribute('aria-label', 'Map: arrow keys move it, plus and minus zoom');
    container.setAttribute('role', 'region');
    document.documentElement.classList.add('dcm-page');
    D.sieve(scene);
    document.body.prepend(...frame(scene, container));
    map.options.zoomAnimation = !D.calm();
    map.options.fadeAnimation = !D.calm();
    L.control.scale({ imperial: true, maxWidth: 120 }).addTo(map);
    map.invalidateSize({ animate: false });
    map.fitBounds(D.bounds(scene.data.bounds), { animate: false });
    map.on('click', () => scene.close());
    scene.layOut();
    D.print(scene);
    D.address(scene);
    container.dataset.dcmReady = 'yes';
  };
})();
