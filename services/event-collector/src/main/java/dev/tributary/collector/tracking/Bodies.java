package dev.tributary.collector.tracking;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Bodies as they are received. */
public final class Bodies {
  private static final int GZIP_MAGIC = 0x1F8B;

  private Bodies() {}

  /**
   * The JSON of a body. Its first two bytes show whether it is compressed, whatever the headers
   * say, because no JSON begins with these bytes.
   *
   * @param most largest size of the JSON in bytes; no more is ever decompressed
   * @throws Refused if it is larger, or its compression is broken
   */
  public static byte[] inflated(byte[] body, int most) {
    if (!isGzip(body)) {
      if (body.length > most) {
        throw tooLarge(most);
      }
      return body;
    }
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body), 8192)) {
      byte[] json = gzip.readNBytes(most + 1);
      if (json.length > most) {
        throw tooLarge(most);
      }
      return json;
    } catch (IOException e) {
      throw new Refused(Refusal.MALFORMED_GZIP);
    }
  }

  private static boolean isGzip(byte[] body) {
    return body.length >= 2 && ((body[0] & 0xFF) << 8 | (body[1] & 0xFF)) == GZIP_MAGIC;
  }

  public static Refused tooLarge(int most) {
    return new Refused(
        Refusal.TOO_LARGE, "A request may have at most %d bytes after gzip".formatted(most));
  }
}
