package dev.tributary.destinations.declared.template;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The size of the requests that templates make. A workspace can add a manifest, and a template can
 * use a large value many times. So the size is limited, for one item and for all requests of a
 * batch. Used by one thread.
 */
public final class Output {
  /** The largest size of the requests of a batch, in characters or bytes. */
  static final long LARGEST = 128L * 1024 * 1024;

  /** The largest part of an item in the requests. */
  static final long LARGEST_OF_ITEM = 8L * 1024 * 1024;

  /** The memory of a node of JSON, in about as many characters. */
  private static final int NODE = 16;

  private final @Nullable Output batch;
  private long left;

  Output() {
    this(null, LARGEST);
  }

  private Output(@Nullable Output batch, long left) {
    this.batch = batch;
    this.left = left;
  }

  /** For one item of the same requests. */
  Output ofItem() {
    return new Output(batch == null ? this : batch, LARGEST_OF_ITEM);
  }

  /**
   * @throws UnfitValue if an item, or the requests of the batch, would be too large
   */
  void take(long size) {
    if (batch != null) {
      batch.take(size);
    }
    left -= size;
    if (left < 0) {
      throw batch == null
          ? UnfitValue.ofSettings("The requests of a batch would be larger than 128 MB")
          : new UnfitValue(null, "The request would be larger than 8 MB");
    }
  }

  /** As {@link #take}, for a node of a tree. */
  void node() {
    take(NODE);
  }

  /** A stream that takes what is written to it. */
  OutputStream limited(OutputStream to) {
    return new Limited(to, this);
  }

  private static final class Limited extends OutputStream {
    private final OutputStream to;
    private final Output output;

    Limited(OutputStream to, Output output) {
      this.to = to;
      this.output = output;
    }

    @Override
    public void write(int each) throws IOException {
      output.take(1);
      to.write(each);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      output.take(length);
      to.write(bytes, offset, length);
    }
  }
}
