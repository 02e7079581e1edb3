/**
 * The parts of the pipeline as child processes of a harness: each can be measured, frozen and
 * killed, and none outlives the harness.
 */
@NullMarked
package datastream.testbed;

import org.jspecify.annotations.NullMarked;
