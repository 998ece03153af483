// The published types of `adaptivecards` are sources that do not compile here. Another SDK's types mention it; ours do not.
declare const anything: unknown;
export = anything;
