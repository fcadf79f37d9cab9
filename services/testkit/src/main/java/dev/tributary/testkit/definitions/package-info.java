/** Definitions as the services that own them publish them. */
@NullMarked
package dev.tributary.testkit.definitions;

import org.jspecify.annotations.NullMarked;
