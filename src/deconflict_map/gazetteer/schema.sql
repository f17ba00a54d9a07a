-- Tables of the artefact beside those of every GeoPackage. Columns that are scanned come before `geom`, so that a scan
-- doesn't read the shapes. A stream line and an area have the `fid` of their place.
CREATE TABLE places (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, feature TEXT NOT NULL,
  lon REAL NOT NULL, lat REAL NOT NULL, country TEXT NOT NULL, division TEXT NOT NULL, population INTEGER NOT NULL,
  local_name TEXT NOT NULL, source TEXT NOT NULL, shape TEXT NOT NULL, shape_error_m REAL NOT NULL, geom BLOB NOT NULL);
CREATE TABLE names (fid INTEGER PRIMARY KEY, place INTEGER NOT NULL, demonym INTEGER NOT NULL, name TEXT NOT NULL);
CREATE TABLE name_keys (key INTEGER NOT NULL, name INTEGER NOT NULL, PRIMARY KEY (key, name)) WITHOUT ROWID;
CREATE TABLE skeletons (key INTEGER NOT NULL, name INTEGER NOT NULL, PRIMARY KEY (key, name)) WITHOUT ROWID;
CREATE TABLE first_words (key INTEGER PRIMARY KEY, words INTEGER NOT NULL);
CREATE TABLE neighbours (fid INTEGER PRIMARY KEY, country TEXT NOT NULL, other TEXT NOT NULL);
CREATE TABLE sources (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, title TEXT NOT NULL, version TEXT NOT NULL, licence TEXT NOT NULL,
  attribution TEXT NOT NULL);
CREATE TABLE stream_lines (
  fid INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, rank INTEGER NOT NULL,
  flow TEXT NOT NULL, source TEXT NOT NULL, west REAL, south REAL, east REAL, north REAL, geom BLOB NOT NULL);
CREATE TABLE areas (
  fid INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL,
  rank INTEGER NOT NULL, source TEXT NOT NULL, west REAL, south REAL, east REAL, north REAL, geom BLOB NOT NULL);
CREATE TABLE land_borders (
  fid INTEGER PRIMARY KEY, country TEXT NOT NULL, other TEXT NOT NULL, status TEXT NOT NULL, disputed INTEGER NOT NULL,
  source TEXT NOT NULL, west REAL, south REAL, east REAL, north REAL, geom BLOB NOT NULL);
CREATE TABLE world (
  fid INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, source TEXT NOT NULL, west REAL, south REAL,
  east REAL, north REAL, geom BLOB NOT NULL);
CREATE UNIQUE INDEX places_by_id ON places (id);
CREATE INDEX places_by_kind ON places (kind, lat, lon, population);
