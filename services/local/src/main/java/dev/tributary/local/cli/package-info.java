/**
 * The commands of the script {@code cdp}. They read arguments, print to the terminal, and leave the
 * work to the other packages of this module.
 */
@NullMarked
package dev.tributary.local.cli;

import org.jspecify.annotations.NullMarked;
