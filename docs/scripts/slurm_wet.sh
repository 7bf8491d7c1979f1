#!/bin/sh
# Clean WET files with the command on Slurm, a file for each job of an array:
#   ls /data/wet/*.wet.gz > files.txt
#   sbatch --array=0-$(($(wc -l < files.txt) - 1))%500 slurm_wet.sh files.txt /data/clean
# Requeued or run again, a job goes on where it was; one that is done does its file anew.
# Outside Slurm: SLURM_ARRAY_TASK_ID=0 sh slurm_wet.sh files.txt clean
#SBATCH --job-name=cleanscrape
#SBATCH --cpus-per-task=1
#SBATCH --mem=2G
#SBATCH --time=02:00:00
#SBATCH --requeue
set -eu
file=$(sed -n "$((SLURM_ARRAY_TASK_ID + 1))p" "$1")
name=$(basename "$file")
mkdir -p "$2"
# rejected records (exit code 3) are no failure of the job: they stand in NAME.rejects.jsonl
cleanscrape clean "$file" -o "$2/$name" --kind page -j 1 -q || [ $? -eq 3 ]
[ -e "$2/$name" ]
