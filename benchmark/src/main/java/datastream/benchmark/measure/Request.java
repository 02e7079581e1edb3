package datastream.benchmark.measure;

import datastream.benchmark.rig.RestClient;

/** Something that a user asks for, with other particulars each time. */
@FunctionalInterface
interface Request {

    /** Returns when all of the answer is there. */
    void ask(RestClient rest) throws InterruptedException;
}
