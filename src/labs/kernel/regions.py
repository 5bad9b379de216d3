"""Measured round trips between regions of two public clouds.

Source: V. Enes, github.com/vitorenesduarte/fantoch, commit aea6e324: the means of ping runs
between AWS regions on 5 June 2020 (folder ``latency_aws/2020_06_05``) and between GCP regions
(``latency_gcp``). Each row is measured from its own region, so the two directions of a pair
differ by a few hundredths of a millisecond.
"""

AWS = {
    "us-west-1": "California",
    "us-east-1": "Virginia",
    "eu-west-1": "Ireland",
    "ap-northeast-1": "Tokyo",
    "ap-southeast-1": "Singapore",
    "eu-central-1": "Frankfurt",
    "ap-south-1": "Mumbai",
    "ap-southeast-2": "Sydney",
    "sa-east-1": "São Paulo",
}
"""Region to the place it is called after."""
AWS_MS = (
    (0.133, 59.912, 141.152, 111.696, 181.314, 145.574, 231.057, 137.107, 190.180),
    (59.911, 0.264, 70.508, 152.425, 235.767, 85.629, 181.766, 198.034, 113.022),
    (141.142, 70.501, 0.113, 204.431, 186.585, 23.759, 118.252, 253.657, 183.620),
    (111.696, 152.424, 204.446, 0.098, 77.029, 243.942, 136.714, 104.074, 267.884),
    (181.314, 235.752, 186.593, 77.040, 0.172, 177.984, 63.087, 90.468, 338.122),
    (145.572, 85.622, 23.760, 243.943, 177.981, 0.121, 111.508, 281.921, 203.112),
    (231.051, 181.765, 118.249, 136.717, 63.097, 111.514, 0.104, 143.297, 299.450),
    (137.104, 198.031, 253.654, 104.075, 90.457, 281.922, 143.296, 0.089, 308.820),
    (190.192, 113.027, 183.620, 267.882, 338.124, 203.112, 299.449, 308.804, 0.204),
)
"""Mean round trips in ms: a row for each region of :data:`AWS`, and in it one for each."""

GCP = ("Hong Kong", "Taiwan", "Tokyo", "Osaka", "Singapore")
GCP_MS = (
    (0.304, 18.911, 48.466, 51.174, 35.533),
    (18.908, 0.338, 33.140, 32.397, 46.816),
    (48.478, 33.141, 0.275, 8.605, 67.617),
    (51.156, 32.394, 8.599, 0.253, 77.638),
    (35.532, 46.813, 67.611, 77.650, 0.260),
)
