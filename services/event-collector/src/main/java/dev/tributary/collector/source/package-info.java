/**
 * Sources and their write keys.
 *
 * <p>Keys are shown once and stored hashed; each replica serves from memory. It depends on the
 * contracts.
 */
@NullMarked
package dev.tributary.collector.source;

import org.jspecify.annotations.NullMarked;
