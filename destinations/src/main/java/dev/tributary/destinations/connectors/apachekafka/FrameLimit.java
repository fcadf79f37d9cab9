package dev.tributary.destinations.connectors.apachekafka;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Limits the size of the frames of a connection. A frame is a size in 4 bytes, and as many bytes.
 * The client of Kafka allocates the memory of a frame when it has the size, so a server that speaks
 * another protocol could take all memory. The first frames also have an {@link IterationLimit}.
 */
final class FrameLimit {
  /** In bytes. Answers are about one topic; 10,000 partitions take half of it. */
  static final int LARGEST_FRAME = 1024 * 1024;

  private static final int SIZE_BYTES = Integer.BYTES;

  /** The user has signed in, or not, before so many frames have arrived. */
  private static final int FRAMES_OF_SIGN_IN = 10;

  private final IterationLimit iterations;
  private int frames;
  private int size;
  private int sizeBytes;
  private int left;

  FrameLimit(IterationLimit.Work work) {
    iterations = new IterationLimit(work);
  }

  /**
   * Reads bytes that have arrived.
   *
   * @param bytes from position to limit; they stay as they are
   * @throws IOException if a frame is larger than {@link #LARGEST_FRAME}, or if the server asks for
   *     too many iterations
   */
  void arrived(ByteBuffer bytes) throws IOException {
    ByteBuffer rest = bytes.duplicate();
    while (rest.hasRemaining()) {
      if (left > 0 && frames <= FRAMES_OF_SIGN_IN) {
        iterations.arrived(rest.get());
        left--;
      } else if (left > 0) {
        int step = Math.min(left, rest.remaining());
        rest.position(rest.position() + step);
        left -= step;
      } else {
        size = (size << Byte.SIZE) | (rest.get() & 0xFF);
        sizeBytes++;
        if (sizeBytes == SIZE_BYTES) {
          begin();
        }
      }
    }
  }

  private void begin() throws IOException {
    if (size < 0 || size > LARGEST_FRAME) {
      throw new IOException("The server sends a frame of %d bytes".formatted(size));
    }
    left = size;
    frames++;
    size = 0;
    sizeBytes = 0;
  }
}
