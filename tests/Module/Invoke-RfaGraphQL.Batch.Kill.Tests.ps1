#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Batches whose process is killed at moments that nobody chose, and run again with -Resume: no mutation runs twice, each input has its line or is
# unknown, and where nothing is unknown the file is the one without kills, byte for byte. Tokens die on the way.

BeforeDiscovery { Import-Module "$PSScriptRoot/Exports/KilledRuns.psm1" }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1", "$PSScriptRoot/Exports/KilledRuns.psm1"
    Import-Module (Get-ModuleManifestPath)
    $sandbox = Start-Sandbox '--lifetime', '3'
    $mutation = 'mutation Note($note: String!) { updateAccountNote(note: $note) { note } }'
    $query = 'query Find($note: String!) { companies(where: { company_name: { contains: $note } }, take: 1) { items { company_number } } }'
    $inputs = "$TestDrive/inputs.csv"
    1..40 | ForEach-Object { [pscustomobject]@{ note = "note-$_"; row = $_ } } | Export-Csv $inputs -NoTypeInformation

    function Get-RanNote { @((Get-SandboxLedger $sandbox).mutations | ForEach-Object { ($_.arguments | ConvertFrom-Json).note }) }
}

AfterAll { Stop-Sandbox $sandbox -Disconnect }

Describe 'A batch whose process is killed' {
    It 'runs each mutation at most once, and has the result of each input (<Kills> kills, seed <Seed>)' -ForEach (Get-KillPlan) {
        $random = [System.Random]::new($Seed)
        $done = @{ Kills = 0; Batches = 0; Runs = 0; Unknown = 0; Whole = 0 }
        while ($done.Kills -lt $Kills) {
            $isMutation = $random.Next(4) -gt 0
            $file = "$TestDrive/$($done.Batches)." + ('jsonl', 'json')[$random.Next(2)]
            $failed = "$TestDrive/$($done.Batches).failed.csv"
            $form = @{
                Query        = if ($isMutation) { $mutation } else { $query }
                DataPath     = if ($isMutation) { 'updateAccountNote' } else { 'companies.items' }
                IncludeInput = $random.Next(2) -eq 0
            }
            $plan = @{
                Api        = 'RedFlagAlert'
                Endpoint   = $sandbox.Rfa
                Inputs     = $inputs
                Parameters = $form + @{ ThrottleLimit = (1, 4)[$random.Next(2)]; OutFile = $file; FailedItem = $failed }
            }
            $whole = "$TestDrive/whole$([System.IO.Path]::GetExtension($file))"
            Remove-Item $whole -ErrorAction Ignore
            $null = Invoke-SandboxAdministration $sandbox DELETE faults
            $session = Connect-RfaApi -Endpoint $plan.Endpoint -Credential (Get-SandboxCredential) -PassThru
            Import-Csv $inputs | Invoke-RfaGraphQL @form -OutFile $whole -Session $session
            Disconnect-RfaApi $session
            Reset-Sandbox $sandbox

            # So many kills of one batch, then to its end.
            $left = [Math]::Min($random.Next(1, 4), $Kills - $done.Kills)
            for ($isDone = $false; -not $isDone; $done.Runs++) {
                if ($done.Runs -gt 40 + 4 * $Kills) { throw "The batches do not come to their end: $($done | ConvertTo-Json -Compress)" }
                $null = Invoke-SandboxAdministration $sandbox DELETE faults
                Add-SandboxFault $sandbox 'delay=15@operation=Note', 'delay=15@operation=Find', 'unauthorized:1@operation=Note,from=7', 'unauthorized:1@operation=Find,from=7'
                $milliseconds = $random.Next(1500)
                $wait = { -not $args[0].WaitForExit($milliseconds) }
                if (Invoke-KilledRun $plan $(if ($left -gt 0) { $wait })) {
                    $left--
                    $done.Kills++
                }
                $isDone = (Test-Path $file) -and -not (Test-Path "$file.resume")
            }

            $because = "of $($plan | ConvertTo-Json -Compress)"
            $unknown = @(if (Test-Path $failed) { Import-Csv $failed })
            @($unknown | Where-Object { $_.ErrorId -ne 'OutcomeUnknown' -or $_.MayHaveRun -ne 'true' }).Count | Should -Be 0 -Because $because
            if ($isMutation) {
                $ran = Get-RanNote
                @($ran | Group-Object | Where-Object Count -GT 1).Count | Should -Be 0 -Because $because
                # What is not unknown has run.
                @(Import-Csv $inputs | Where-Object { $_.note -notin $ran -and $_.note -notin $unknown.note }).Count | Should -Be 0 -Because $because
            }
            else { $unknown.Count | Should -Be 0 -Because $because }
            $lines = @(Get-Content $file | ForEach-Object { $_.TrimEnd(',') } | Where-Object { $_ -notin '[', ']' })
            $wholeLines = @(Get-Content $whole | ForEach-Object { $_.TrimEnd(',') } | Where-Object { $_ -notin '[', ']' })
            if ($unknown.Count -eq 0) {
                $done.Whole++
                (Get-FileHash $file).Hash | Should -Be (Get-FileHash $whole).Hash -Because $because
            }
            elseif ($form.IncludeInput) {
                $lines.Count | Should -Be 40 -Because $because
                @(0..39 | Where-Object { $lines[$_] -ne $wholeLines[$_] -and ($lines[$_] | ConvertFrom-Json).Errors.ErrorCode -ne 'OutcomeUnknown' }).Count | Should -Be 0 -Because $because
            }
            else {
                $lines | Should -Be @($wholeLines | Where-Object { ($_ | ConvertFrom-Json).note -notin $unknown.note }) -Because $because
            }
            $done.Unknown += $unknown.Count
            $done.Batches++
        }
        $null = Invoke-SandboxAdministration $sandbox DELETE faults
        Write-Host "      $($done.Kills) kills of $($done.Batches) batches in $($done.Runs) runs; $($done.Unknown) inputs unknown, $($done.Whole) files the ones without kills; seed $Seed"
    }
}
