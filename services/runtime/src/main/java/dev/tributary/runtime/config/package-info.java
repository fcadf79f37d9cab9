/**
 * The settings that every service has.
 *
 * <p>It depends on the annotations of SmallRye Config and on no package of ours, so that every
 * package may read the settings.
 */
@NullMarked
package dev.tributary.runtime.config;

import org.jspecify.annotations.NullMarked;
