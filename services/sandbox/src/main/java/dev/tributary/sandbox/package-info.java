/**
 * Stand-ins for the vendors that destinations write to. A stand-in turns a {@link Call} into an
 * {@link Answer} and knows nothing of sockets; the {@code http} package gives it a port and spoils
 * answers on request. This package and all below it import nothing else of this project, so that
 * they can only know what a vendor documents.
 */
@NullMarked
package dev.tributary.sandbox;

import org.jspecify.annotations.NullMarked;
