"""The data as a page's scripts read it: the very values that were put in."""

from __future__ import annotations

import json

from rendered_sample import basemap, reading

from deconflict_map.render import render_page
from deconflict_map.render.datablock import data_block
from deconflict_map.render.payload import page_payload


def test_the_scripts_read_what_was_written(open_page):
    page = open_page(render_page(reading(), basemap()))
    read = page.evaluate("() => JSON.stringify(DeconflictMap.read('dcm-data'))")
    assert json.loads(read) == json.loads(data_block(page_payload(reading(), basemap())))
