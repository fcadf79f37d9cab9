package dev.tributary.identity.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes from clients within JSON, without any change. */
final class ReceivedBytes {
  private ReceivedBytes() {}

  /**
   * A text where the bytes are UTF-8, so that the text gives the same bytes again; else a binary
   * node, which is base64 in JSON.
   */
  static ValueNode node(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return JsonNodeFactory.instance.textNode(text);
    } catch (CharacterCodingException e) {
      return JsonNodeFactory.instance.binaryNode(bytes);
    }
  }
}
