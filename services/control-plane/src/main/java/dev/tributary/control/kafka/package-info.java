/**
 * The topics that the control plane reads and writes. The topics {@code reads} and {@code audit}:
 * channels that add their messages to the trail, at least once and with one effect, and the
 * quarantine of the messages that cannot be added. The topics {@code facts} and {@code changes}:
 * channels that follow the end, for alerts and for the streams of pages. It also writes ticks, and
 * reads the ends of topics and the positions of their readers. It depends on the domain and on the
 * runtime.
 */
@NullMarked
package dev.tributary.control.kafka;

import org.jspecify.annotations.NullMarked;
