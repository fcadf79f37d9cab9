/** Events over REST: listed, exported and streamed. */
@NullMarked
package dev.tributary.identity.http.event;

import org.jspecify.annotations.NullMarked;
