#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/ScriptedServer.psm1", "$PSScriptRoot/CanaryScan.psm1"
    Import-Module (Get-ModuleManifestPath)
    if (-not ('AskingHost' -as [type])) { Add-Type -Path "$PSScriptRoot/AskingHost.cs" }
    $server = Start-ScriptedServer
    $session = Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -MaximumRetryCount 0 -Name shop -PassThru
    $query = 'query ($n: Int!) { thing }'
    $odd = '{"psbase":1,"Count":2}', '{"id":12345678901234567890123,"ID":0.10}', '{"":"x","Count":9007199254740993}'
}

AfterAll { Stop-ScriptedServer $server -Disconnect }

Describe 'The output of a batch' {
    BeforeEach {
        Clear-ScriptedServer $server
        foreach ($item in $odd) { Add-ScriptedAnswer $server ('{"data":{"thing":' + $item + '}}') }
    }

    It 'is the data of each answer, complete' {
        $items = (1..3 | Invoke-RfaGraphQL $query).thing
        $items.Count | Should -Be 3
        , $items[0] | Should -BeOfType [System.Collections.Specialized.OrderedDictionary]
        $items[0]['psbase'] | Should -Be 1
        $items[0]['Count'] | Should -Be 2
        $items[1]['id'] | Should -Be ([bigint]::Parse('12345678901234567890123'))
        $items[1]['ID'].ToString([cultureinfo]::InvariantCulture) | Should -BeExactly '0.10'
        $items[2][[object] ''] | Should -Be 'x'
        $items[2]['Count'] | Should -Be 9007199254740993
    }

    It 'is the text of each with -Raw' {
        1..3 | Invoke-RfaGraphQL $query -Raw | Should -Be ($odd | ForEach-Object { '{"data":{"thing":' + $_ + '}}' })
    }

    It 'is a dictionary each with -AsHashtable' {
        $answers = @(1..3 | Invoke-RfaGraphQL $query -AsHashtable)
        foreach ($answer in $answers) { , $answer | Should -BeOfType [System.Collections.Specialized.OrderedDictionary] }
        $answers[1]['thing']['ID'] | Should -Be 0.10d
    }

    It 'is each whole answer with -FullResponse, with its errors' {
        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server '{"data":{"thing":1}}'
        Add-ScriptedAnswer $server '{"data":null,"errors":[{"message":"no"}]}'
        $answers = @(1..2 | Invoke-RfaGraphQL $query -FullResponse -ErrorVariable errors -ErrorAction SilentlyContinue)
        $answers | Should -BeOfType [RfaAuth.RfaResponse]
        $answers[0].Data.thing | Should -Be 1
        $answers[1].Errors.Message | Should -Be 'no'
        $errors | Should -BeNullOrEmpty
    }

    It 'is the value at -DataPath, and an error for an answer without it' {
        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server '{"data":{"list":[{"a":1},{"a":2}]}}'
        Add-ScriptedAnswer $server '{"data":{"list":[{"b":1}]}}'
        Add-ScriptedAnswer $server '{"data":{"list":[{"a":3}]}}'
        1..3 | Invoke-RfaGraphQL $query -DataPath list.a -ErrorVariable errors -ErrorAction SilentlyContinue | Should -Be 1, 2, 3
        $errors | Get-ErrorCode | Should -Be 'DataPathNotFound'
        $errors.TargetObject | Should -Be 2
    }

    It 'is an error for an answer that is too deep, and the batch goes on' {
        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server ('{"data":' + '[' * 5000 + ']' * 5000 + '}')
        (1..2 | Invoke-RfaGraphQL $query -ErrorVariable errors -ErrorAction SilentlyContinue).ping | Should -Be 'pong'
        $errors | Get-ErrorCode | Should -Be 'TooDeep'
    }

    It 'has no text of a service that controls the terminal' {
        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server '{"data":null,"errors":[{"message":"a\u001b]0;owned\u0007b\u009b2Jc\rd"}]}'
        $null = 1 | Invoke-RfaGraphQL $query -ErrorVariable errors -ErrorAction SilentlyContinue
        foreach ($text in "$($errors[0])", ($errors[0] | Format-List * -Force | Out-String), $errors[0].ErrorDetails.Message) {
            $text | Should -Match 'owned'
            # PowerShell's own colours aside.
            ($text -replace '\x1b\[[0-9;]*m' -replace '\r\n') | Should -Not -Match '[\x00-\x08\x0b-\x1f\x7f-\x9f]'
        }
    }
}

Describe 'A batch under -WhatIf' {
    BeforeEach { Clear-ScriptedServer $server }

    It 'describes each mutation and sends none, and a query runs' {
        $asking = [AskingHost]::new()
        $runspace = [runspacefactory]::CreateRunspace($asking)
        $runspace.Open()
        $powershell = New-Script '1..3 | Invoke-RfaGraphQL $extra -Session $session -WhatIf -ThrottleLimit 2; 4 | Invoke-RfaGraphQL "query (`$n: Int!) { ping }" -Session $session -WhatIf' $session, 'mutation Pay($n: Int!) { pay(n: $n) }'
        try {
            $powershell.Runspace = $runspace
            $powershell.Invoke().ping | Should -Be 'pong'
            $asking.UI.Lines | Should -Be (1..3 | ForEach-Object { "What if: Run the mutation Pay (pay) in shop with n = $_." })
            @(Get-ScriptedRequest $server -Calls).Count | Should -Be 1
        }
        finally {
            $powershell.Dispose()
            $runspace.Dispose()
        }
    }
}

Describe 'A transcript of a batch with a secret column' {
    BeforeAll {
        $canary = @{ column = 'Canary-column-77c2' }
        "n,pin`n1,$($canary.column)`nx,$($canary.column)" | Set-Content "$TestDrive/secret.csv"
        $output = Invoke-NewProcess @"
Import-Module '$PSScriptRoot/ScriptedServer.psm1', '$PSScriptRoot/TestSupport.psm1'
Start-Transcript '$TestDrive/batch.txt' | Out-Null
# Module logging, which hands the text of each parameter's value to the system's log.
(Get-Module RfaAuth).LogPipelineExecutionDetails = `$true
`$VerbosePreference = `$DebugPreference = 'Continue'
`$powershell = [powershell]::Create('CurrentRunspace').AddScript({
    Connect-RfaApi -Endpoint $($server.Endpoint) -Credential (New-Credential)
    Import-Csv '$TestDrive/secret.csv' | Invoke-RfaGraphQL 'query (`$n: Int!, `$pin: String!) { ping }' | Out-Default
    Invoke-RfaGraphQL 'query (`$n: Int!, `$pin: String!) { ping }' -InputObject (Import-Csv '$TestDrive/secret.csv')[0] | Out-Default
}.ToString())
`$powershell.Invoke()
# This view shows what an error happened to.
`$ErrorView = 'CategoryView'
`$powershell.Streams.Error | Out-Default
`$powershell.Streams.Error | Out-String | Write-Output
Stop-Transcript | Out-Null
"@
        $transcript = [System.IO.File]::ReadAllText("$TestDrive/batch.txt")
    }

    It 'holds the commands and the error' {
        $transcript | Should -Match 'pong'
        $transcript | Should -Match 'no whole number'
        $transcript | Should -Match 'InvalidData: \(\(input\):'
        @(Get-ScriptedRequest $server -Calls | Where-Object Text -Match $canary.column).Count | Should -Be 2
    }

    It 'holds no value of the column' {
        Find-Canary $transcript $canary | Should -BeNullOrEmpty
        Find-Canary $output $canary | Should -BeNullOrEmpty
    }
}
