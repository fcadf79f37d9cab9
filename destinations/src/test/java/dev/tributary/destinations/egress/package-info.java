/** Tests of where destinations may lead. */
@NullMarked
package dev.tributary.destinations.egress;

import org.jspecify.annotations.NullMarked;
