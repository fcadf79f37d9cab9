/** Tests of declared connectors against stand-ins. */
@NullMarked
package dev.tributary.destinations.declared;

import org.jspecify.annotations.NullMarked;
