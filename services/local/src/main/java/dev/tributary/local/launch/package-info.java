/**
 * The whole installation as child processes of one launcher: what there is, on which ports, with
 * which secrets and settings, started side by side and kept running until told to stop. Depends on
 * the embedded infrastructure; knows the services by their folders and addresses only.
 */
@NullMarked
package dev.tributary.local.launch;

import org.jspecify.annotations.NullMarked;
