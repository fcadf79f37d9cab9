/** What all calls with a {@code WebClient} share. */
@NullMarked
package dev.tributary.runtime.http.client;

import org.jspecify.annotations.NullMarked;
