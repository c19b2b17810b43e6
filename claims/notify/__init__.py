"""The post room: stores who is to be told, in which words, with which links; knows no claim."""
