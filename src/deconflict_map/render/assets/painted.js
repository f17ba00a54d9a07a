// Marks and dots where there are too many for elements: painted on one canvas, as the style sheet says. What is lit or
// open is drawn once more as elements on top; by keyboard and for readers of screens the lists stand for all of them.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;

  const MANY = 1000; // paths; above, browsers are slow to move elements (measured)

  D.tooMany = ({ places, marks }) => places.filter(({ drawn }) => drawn).length + marks.reduce((sum, { levels }) => sum + levels.length, 0) > MANY;

  const SMALL = 48; // pixels; dashes around less can't be told apart, and take most of the time (measured)

  const ROOM = 120; // square pixels of the scene for each dot: with less, dots are drawn smaller (judgement)

  // Leaflet's canvas, without the dashes that can't be seen, and with dots that leave some ground free.
  const Canvas = L.Canvas.extend({
    _updateCircle(layer) {
      const radius = layer._radius;
      if (this.dense) layer._radius = radius * 0.6;
      L.Canvas.prototype._updateCircle.call(this, layer);
      layer._radius = radius;
    },
    _fillStroke(pen, layer) {
      const { options } = layer;
      const { fillOpacity } = options;
      if (this.dense && layer instanceof L.CircleMarker) options.fillOpacity = fillOpacity * 0.6;
      const dashes = options._dashArray;
      const size = layer._rawPxBounds && layer._rawPxBounds.getSize();
      if (dashes && size && Math.max(size.x, size.y) < SMALL) options._dashArray = null;
      L.Canvas.prototype._fillStroke.call(this, pen, layer);
      options._dashArray = dashes;
      options.fillOpacity = fillOpacity;
    },
  });
  D.canvas = (options) => new Canvas(options);

  // What the style sheet says of a path with these classes, as Leaflet's options for a canvas.
  function looks(map) {
    const probe = D.svg('path', { d: 'M0 0' });
    map.getContainer().append(D.svg('svg', { class: 'dcm-defs', width: 0, height: 0, 'aria-hidden': 'true' }, probe));
    const known = new Map();

    function hatched() {
      probe.setAttribute('class', 'dcm-hatch-line');
      const tile = D.el('canvas', { width: 8, height: 8 });
      const pen = tile.getContext('2d');
      pen.strokeStyle = getComputedStyle(probe).stroke;
      pen.lineWidth = 1.4;
      for (const shift of [-8, 0, 8]) {
        pen.moveTo(shift - 1, 9);
        pen.lineTo(shift + 9, -1);
      }
      pen.stroke();
      return pen.createPattern(tile, 'repeat');
    }

    function looked(names, strength) {
      probe.setAttribute('class', names);
      probe.style.setProperty('--f', strength);
      const found = getComputedStyle(probe);
      const { stroke, strokeOpacity, strokeWidth, strokeDasharray, fill, fillOpacity } = found;
      const options = {
        stroke: stroke !== 'none', color: stroke, opacity: Number(strokeOpacity), weight: parseFloat(strokeWidth),
        dashArray: strokeDasharray === 'none' ? null : strokeDasharray.replaceAll('px', ''),
        fill: fill !== 'none', fillColor: fill, fillOpacity: Number(fillOpacity),
      };
      return fill.startsWith('url') ? { ...options, fillColor: hatched() } : options;
    }

    return {
      forget: () => known.clear(),
      of(names, strength) {
        const key = names + ' ' + strength;
        if (!known.has(key)) known.set(key, looked(names, strength));
        return known.get(key);
      },
    };
  }

  // Dots lie on zones, whichever was drawn last.
  function dotsOnTop(map, renderer, dots) {
    let waiting = false;
    map.on('layeradd', ({ layer }) => {
      if (waiting || layer.options.renderer !== renderer || layer instanceof L.CircleMarker) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        for (const dot of dots) if (map.hasLayer(dot)) dot.bringToFront();
      });
    });
  }

  D.painter = function (map, scene, panes) {
    const look = looks(map);
    const dots = [];
    const scattered = D.bounds(scene.data.bounds);
    function weigh() {
      const [a, b] = [scattered.getNorthEast(), scattered.getSouthWest()].map((corner) => map.project(corner));
      panes.painted.renderer.dense = Math.abs((a.x - b.x) * (a.y - b.y)) < ROOM * dots.length;
    }
    map.on('zoomend viewreset', weigh);
    const painted = new Map(); // layer → its classes and strength
    const raised = { 'dcm-hot': new Map(), 'dcm-open': new Map() };
    dotsOnTop(map, panes.painted.renderer, dots);

    function raise(key, state, on) {
      const now = raised[state];
      if (on === now.has(key)) return;
      if (on) now.set(key, (scene.marks.has(key) ? D.outline(scene.marks.get(key), panes, state) : spot(scene.places.get(key), state)).addTo(map));
      else {
        now.get(key).remove();
        now.delete(key);
      }
    }

    const spot = (place, state) => L.circleMarker(D.latLng(place.at), { ...panes.places, radius: 5, interactive: false, className: dotNames(place) + ' ' + state });
    const dotNames = (place) => 'dcm-place' + (place.wide || place.unsure ? ' dcm-hollow' : '');

    function open() {
      const kin = new Set(scene.current() === null ? [] : scene.kin(scene.current()));
      for (const key of [...raised['dcm-open'].keys()]) if (!kin.has(key)) raise(key, 'dcm-open', false);
      for (const key of kin) if (ours.has(key)) raise(key, 'dcm-open', true);
    }

    const ours = new Set();
    function answer(layer, key) {
      ours.add(key);
      layer.on('mouseover', () => scene.light(key, true));
      layer.on('mouseout', () => scene.light(key, false));
      layer.on('click', (event) => {
        L.DomEvent.stopPropagation(event);
        scene.open(key, null);
      });
      scene.register(key, (on) => raise(key, 'dcm-hot', on));
    }

    function paint(make, names) {
      const layer = make({ ...panes.painted, smoothFactor: 0.6, ...look.of(names, 1) });
      painted.set(layer, [names, 1]);
      return layer;
    }

    scene.opened.push(open);
    scene.repaint = () => {
      look.forget();
      for (const [layer, [names, strength]] of painted) layer.setStyle(look.of(names, strength));
    };
    globalThis.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', scene.repaint);

    return {
      mark(mark) {
        const paths = mark.levels.map(({ level, shape }) => paint((options) => D.path(shape, options), D.markNames(mark, level)));
        const group = L.featureGroup(paths);
        answer(group, 'mark:' + mark.id);
        return group;
      },
      place(place) {
        const dot = paint((options) => L.circleMarker(D.latLng(place.at), { ...options, radius: 3 }), dotNames(place) + ' dcm-painted');
        dots.push(dot);
        answer(dot, 'place:' + place.id);
        return dot;
      },
      thin(group, strength) {
        const rounded = Math.round(strength * 20) / 20;
        for (const layer of group.getLayers()) {
          const [names] = painted.get(layer);
          painted.set(layer, [names, rounded]);
          layer.setStyle(look.of(names, rounded));
        }
      },
    };
  };
})();
