/**
 * Stand-ins for the vendors that destinations write to. A stand-in turns a {@link Call} into an
 * {@link Answer} and does not know sockets. The {@code http} package serves it on a port and
 * carries out faults. This package and all below it import nothing else of this project, so that
 * they contain only what a vendor documents.
 */
@NullMarked
package dev.tributary.sandbox;

import org.jspecify.annotations.NullMarked;
