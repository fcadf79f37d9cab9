package dev.tributary.collector.tracking;

/** Reads the sender from a context. Of a repeated name the last one counts. */
final class SenderReader {
  private final JsonCursor cursor;
  private final Nesting nesting = new Nesting(0);

  private SenderReader(JsonCursor cursor) {
    this.cursor = cursor;
  }

  /**
   * @param start of a value that was already checked to be JSON
   */
  static Sender read(byte[] json, int start, int end) {
    JsonCursor cursor = new JsonCursor(json, start, end);
    return cursor.peek() == '{' ? new SenderReader(cursor).read() : Sender.UNKNOWN;
  }

  private Sender read() {
    boolean namesAddress = false;
    Boolean direct = null;
    String library = null;
    cursor.enter();
    while (cursor.nextMember()) {
      if (cursor.textIs("library")) {
        library = libraryName();
        continue;
      }
      if (cursor.textIs("ip")) {
        namesAddress = true;
      } else if (cursor.textIs("direct")) {
        direct = cursor.peek() == 't';
      }
      skip();
    }
    return new Sender(namesAddress, direct, library);
  }

  private String libraryName() {
    String name = "";
    if (cursor.peek() != '{') {
      skip();
      return name;
    }
    cursor.enter();
    while (cursor.nextMember()) {
      boolean isName = cursor.textIs("name");
      boolean isText = cursor.peek() == '"';
      skip();
      if (isName) {
        name = isText ? cursor.lastText() : "";
      }
    }
    return name;
  }

  private void skip() {
    cursor.skip(0, nesting);
  }
}
