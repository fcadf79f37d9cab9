package dev.tributary.destinations.connectors.s3;

/** Names of the settings in the manifest, and their defaults. */
final class Settings {
  static final String ENDPOINT = "endpoint";
  static final String REGION = "region";
  static final String BUCKET = "bucket";
  static final String PATH_STYLE = "pathStyle";
  static final String PREFIX = "prefix";
  static final String ACCESS_KEY_ID = "accessKeyId";
  static final String SECRET = "secretAccessKey";

  /** Of a sync. */
  static final String PATH = "path";

  /** Of a sync. */
  static final String FORMAT = "format";

  /** Of a sync. */
  static final String COMPRESSION = "compression";

  static final String DEFAULT_REGION = "us-east-1";

  private Settings() {}
}
