"""Marked-up copies of returns: the cells with findings coloured and commented, and a sheet that lists what to mend.

Imports run one way: tasks → task_list, package → styles, cells → shapes → comments → book → patching, values → copies.
"""
