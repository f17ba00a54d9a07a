"""What Sphinx is told: Markdown in, a site out that asks nobody for anything.

`docs/make_site.py` puts the pages, the notebooks and what is generated together and calls Sphinx on that folder.
"""

from importlib.metadata import version as installed

project = "deconflict-map"
author = "The deconflict_map contributors"
copyright = author  # noqa: A001 -- Sphinx's own name for it
version = release = installed("deconflict-map")
language = "en"  # of British English Sphinx has half a translation, on which its search stumbles

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["README.md"]  # `index.md` holds it
source_suffix = {".md": "myst-nb", ".ipynb": "myst-nb"}
root_doc = "index"

# Markdown: headings are targets for links; options stand in definition lists.
myst_enable_extensions = ["deflist", "attrs_inline"]
myst_heading_anchors = 4
nb_execution_mode = "off"  # notebooks are committed with what they put out
nb_merge_streams = True
myst_dmath_double_inline = False

# Docstrings are Markdown in single backticks; their types stand in the signatures.
default_role = "literal"
toc_object_entries = False  # the names are headings, and hundreds of them in the sidebar help nobody
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_class_signature = "mixed"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
napoleon_numpy_docstring = False
add_module_names = False
nitpicky = True
# Types of other projects have their documentation online, and ours are often imported for the type checker alone.
nitpick_ignore_regex = [("py:.*", ".*")]
suppress_warnings = ["ref.python"]  # two classes of one name, in two modules: a short name may mean either

html_theme = "furo"
html_title = "deconflict-map"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_copyright = False
html_last_updated_fmt = None
html_search_language = "en"
html_show_search_summary = False  # would fetch pages, which a browser refuses where they were opened from a disk
html_extra_path = ["extra"]
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0b5c8a", "color-brand-content": "#0b5c8a"},
    "dark_css_variables": {"color-brand-primary": "#7cc4f0", "color-brand-content": "#7cc4f0"},
}
smartquotes = False  # `--option` isn't a dash
highlight_language = "text"
pygments_style = "tango"
pygments_dark_style = "monokai"
